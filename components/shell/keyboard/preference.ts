import { keptChoice } from "../kept-choice.ts";

/** Single keys are in the way of speech input and of shaky hands, so they can be turned off. */
export const { use: useShortcuts, set: setShortcuts } = keptChoice("shortcuts", true);
