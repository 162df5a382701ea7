/** Something that SAM refuses, in its words. */
export class SamProblem extends Error {
  override readonly name = "SamProblem";
  /** What it is about: the logical id of a resource, or an event; by it problems are sorted. */
  readonly subject: string;
  readonly kind: ProblemKind;
  /** Without the words that say what it is about. */
  readonly reason: string;

  constructor(kind: ProblemKind, subject: string, reason: string) {
    super(wordsOf(kind, subject, reason));
    this.kind = kind;
    this.subject = subject;
    this.reason = reason;
  }
}

export type ProblemKind = "resource" | "event" | "template" | "globals" | "duplicate";

function wordsOf(kind: ProblemKind, subject: string, reason: string): string {
  switch (kind) {
    case "resource":
      return `Resource with id [${subject}] is invalid. ${reason}`;
    case "event":
      return `Event with id [${subject}] is invalid. ${reason}`;
    case "template":
      return `Structure of the SAM template is invalid. ${reason}`;
    case "globals":
      return `'Globals' section is invalid. ${reason}`;
    case "duplicate":
      return `Transforming resource with id [${subject}] ${reason}`;
  }
}

export const resourceProblem = (id: string, reason: string) =>
  new SamProblem("resource", id, reason);

export const eventProblem = (id: string, reason: string) => new SamProblem("event", id, reason);

/** A template that SAM refuses, with everything that is wrong with it. */
export class SamRefusal extends Error {
  override readonly name = "SamRefusal";
  readonly problems: readonly SamProblem[];

  constructor(problems: readonly SamProblem[]) {
    const sorted = sortedProblems(problems);
    const count = `Number of errors found: ${sorted.length}.`;
    const words = ["Invalid Serverless Application Specification document.", count];
    super([...words, ...sorted.map(({ message }) => message)].join(" "));
    this.problems = sorted;
  }
}

/** What two places find wrong with one resource is told once. */
const sortedProblems = (problems: readonly SamProblem[]): SamProblem[] =>
  [...new Map(problems.map((problem) => [problem.message, problem])).values()]
    .map((problem, index) => ({ problem, index }))
    .sort((one, other) => {
      const [a, b] = [one.problem.subject, other.problem.subject];
      return a < b ? -1 : a > b ? 1 : one.index - other.index;
    })
    .map(({ problem }) => problem);

/** What is wrong with the document as a whole ends the transform at once. */
export const templateRefusal = (reason: string) =>
  new SamRefusal([new SamProblem("template", "", reason)]);
