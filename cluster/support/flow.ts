/** What a line carries one way, in this order: its opening, bytes, and how it ends. */
export type Piece = "open" | Buffer | "end" | "reset";

/** One direction of a line. Pieces never overtake each other, whatever delay each of them met. */
export class Flow {
  readonly #waiting: { readonly piece: Piece; readonly due: number }[] = [];
  readonly #deliver: (piece: Piece) => void;
  readonly #isHeld: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  /** Nothing is delivered while `isHeld` says so; `run` has to be called once it no longer does. */
  constructor(deliver: (piece: Piece) => void, isHeld: () => boolean) {
    this.#deliver = deliver;
    this.#isHeld = isHeld;
  }

  /** Hands a piece over, to be delivered in so many milliseconds. */
  push(piece: Piece, delay: number): void {
    this.#waiting.push({ piece, due: performance.now() + delay });
    this.run();
  }

  /** Delivers what is due. */
  run(): void {
    clearTimeout(this.#timer);
    for (let next = this.#waiting[0]; next !== undefined && !this.#isHeld(); next = this.#waiting[0]) {
      const wait = next.due - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.run(), wait);
        return;
      }
      this.#waiting.shift();
      this.#deliver(next.piece);
    }
  }

  /** Forgets what was not delivered. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }
}
