/** What holds of every state of a machine between any two inputs, by a sentence that says it. */
export type Invariants<State> = Readonly<Record<string, (state: State) => boolean>>;
