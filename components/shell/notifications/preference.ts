import { keptChoice } from "../kept-choice.ts";

/** Whether trips are told outside of the page too. Nobody is asked before they have chosen it. */
export const { use: useNotifications, set: setNotifications } = keptChoice("notifications", false);
