/** What the command's exit status says. */
export const exitStatus = {
  /** Everything that was expected holds. */
  fine: 0,
  /** An expectation does not hold, or a replay differs. */
  differs: 1,
  /** What was given is wrong, or an output cannot be written. */
  wrongInput: 2,
  /** The simulation contradicts itself. */
  defect: 70,
  /** Standard output takes nothing more. */
  outputLost: 74,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;
