import { guide, recorded, rule } from "./sources.ts";

/** How data goes through a state in JSONata. */
export const jsonataRules = [
  rule(
    "jsonata.marks",
    "documented",
    guide("Transforming data with JSONata"),
    "A text that begins with {% and ends with %}, without blanks around, is an expression; every other value is as written.",
    "§3.2",
  ),
  rule(
    "jsonata.states",
    "documented",
    guide("Transforming data with JSONata"),
    "$states has input, context, the result once there is one, and errorOutput in a Catch.",
    "§3.3",
  ),
  rule(
    "jsonata.default-output",
    "documented",
    guide("Transforming data with JSONata"),
    "Without Output, a Task, Parallel or Map gives its result, a Catch the error, any other state its input.",
    "§3.4",
  ),
  rule(
    "jsonata.assign",
    "documented",
    guide("Passing data between states with variables"),
    "Assign and Output see the variables as they were when the state began.",
    "§3.5",
  ),
  rule(
    "jsonata.functions",
    "documented",
    guide("Transforming data with JSONata"),
    "There are $partition, $range, $hash, $random with a seed or without, $uuid and $parse, which round down; there is no $eval, and no operator that is newer than JSONata 2.0.6.",
    "§3.6",
  ),
  rule(
    "jsonata.failures",
    "measured",
    recorded,
    "An expression that fails, gives nothing, a function, or another type than its field takes, fails the state with States.QueryEvaluationError, by expression and field.",
    "§3.7",
    "§10.1 States.QueryEvaluationError",
  ),
  rule(
    "jsonata.time",
    "assumed",
    "AWS allows one second, which depends on its machines; a depth of calls and a length of lists are counted instead.",
    "An evaluation that goes deeper than 500 calls, or makes a list of over 1,000,000, fails as one that takes too long does.",
    "§0 JSONata expression time",
  ),
  rule(
    "jsonata.same-everywhere",
    "assumed",
    "AWS draws and computes as its engine does; here the run's own time and chance, and arithmetic that every engine shares.",
    "$now, $millis, $random, $shuffle, $uuid and $power give the same in each run of one seed.",
  ),
];
