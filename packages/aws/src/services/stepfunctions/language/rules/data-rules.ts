import { guide, recorded, rule, specification } from "./sources.ts";

/** How data goes through a state in JSONPath. */
export const dataRules = [
  rule(
    "data.order",
    "documented",
    guide("Processing input and output"),
    "Input goes through InputPath and Parameters; the result through ResultSelector, ResultPath, which puts it into the state's raw input, and OutputPath; null as a path stands for an empty object, as ResultPath for the input alone.",
    "§2 ¶1",
  ),
  rule(
    "data.pass",
    "documented",
    guide("Pass workflow state"),
    "A Pass hands on its Result, or else what Parameters make of its input; Choice, Wait and Succeed know InputPath and OutputPath alone.",
    "§2 ¶2",
  ),
  rule(
    "data.template",
    "documented",
    guide("Manipulate parameters with paths"),
    "A member whose name ends in .$ has a path, a path of the context object, a variable or an intrinsic function for a value and loses the ending; all else is as written.",
    "§2.1",
  ),
  rule(
    "data.reference-path",
    "documented",
    specification("Reference Paths"),
    "ResultPath names one node by names and indices; objects on the way are made.",
    "§2.2",
  ),
  rule(
    "data.missing",
    "measured",
    recorded,
    "A path that selects nothing fails the state with States.Runtime: in a template by field and input, in InputPath and its like by the place where the path ended.",
    "§2.3",
  ),
  rule(
    "data.result-path-mismatch",
    "documented",
    `${specification("ResultPath")}; reports of users for the words`,
    "A ResultPath into what is no object fails the state with States.ResultPathMatchFailure.",
    "§2.4",
    "§10.1 States.ResultPathMatchFailure, States.ParameterPathFailure, States.IntrinsicFailure",
  ),
  rule(
    "data.paths",
    "documented",
    guide("Paths"),
    "Paths know names, indices, slices, wildcards, descents, unions and filters; one that may select several nodes gives an array, be it empty, any other the node itself.",
  ),
  rule(
    "data.path-functions",
    "measured",
    "A question on AWS re:Post (QUYiQKP0XfThWEc_ahsMnLOA) shows sum(); that length() answers is assumed from reports of users.",
    "Of functions at the end of a path only length() has an answer; others are as if there was nothing there.",
  ),
  rule(
    "data.null-input",
    "measured",
    "Reported by a user with the history's text (stackoverflow, AWS Step function parameters are not moving to the next step)",
    "A path of a template over an input that is null fails the state.",
  ),
  rule(
    "data.context",
    "documented",
    guide("Context object"),
    "Paths that begin with $$ read the context object, which has the item of an iteration too.",
    "§2.5",
  ),
  rule(
    "data.variables",
    "documented",
    guide("Passing data between states with variables"),
    "Assign computes all its values with the variables as they were; a name is found in the state's own flow first, then around it; what an inner flow sets is gone with it; a Catch sets variables of the outer one.",
    ...["§3.1.1", "§3.1.2", "§0 variable name"],
  ),
  rule(
    "data.assign-root",
    "documented",
    guide("Passing data between states with variables"),
    "In Assign of JSONPath, $ is the result of a Task, Map, Parallel or Pass, and the effective input elsewhere; a variable that is not set fails the state.",
    "§3.1.3",
    "§3.1.4",
  ),
  rule(
    "data.size",
    "documented",
    guide("Service quotas"),
    "Sizes are those of the JSON text in UTF-8.",
  ),
];
