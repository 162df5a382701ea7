/** What begins a value in a trace; 128 and above are the whole numbers from 0 on. */
export const tags = {
  undefined: 0,
  null: 1,
  true: 2,
  false: 3,
  fraction: 4,
  positive: 5,
  negative: 6,
  text: 7,
  knownText: 8,
  newLongText: 9,
  longText: 10,
  filledText: 11,
  list: 12,
  shape: 13,
  passingShape: 14,
  knownShape: 15,
  toBeShared: 16,
  shared: 17,
  same: 18,
} as const;

/** What begins an entry: two bits for its input, one for each part that not all have. */
export const heads = {
  other: 0,
  timer: 1,
  sent: 2,
  answer: 3,
  inputBits: 3,
  request: 4,
  notes: 8,
  fault: 16,
  cause: 32,
  /** It is no entry, but the gauges of a component. */
  sample: 64,
} as const;

/** What begins an effect. */
export const effectCodes = {
  other: 0,
  setTimer: 1,
  clearTimer: 2,
  send: 3,
  reply: 4,
  /** An answer to the request that was delivered. */
  answer: 5,
} as const;

/** A block ends once it has so many bytes. */
export const blockSize = 262_144;

/** Texts from so many characters on are written once in a trace, others once in a block. */
export const longText = 40;

/** How much of a long text tells it from others of which the rest is filler. */
export const fillerStart = 24;

/** Values are found again in so many events before. */
export const remembered = 4_096;
