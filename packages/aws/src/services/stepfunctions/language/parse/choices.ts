import type { ChoiceRule } from "../definition.ts";
import { conditionOf } from "../choice/condition.ts";
import { ruleOf } from "../choice/rule.ts";
import { listIn, objectIn } from "./numbering.ts";
import { present, type StateReader } from "./state-reader.ts";

/** The rules of a Choice state. */
export const choicesOf = (reader: StateReader): readonly ChoiceRule[] =>
  listIn(reader.written.Choices).map((each, place) => {
    const rule = objectIn(each);
    const field = `Choices[${place}]`;
    return {
      test:
        reader.language === "JSONata"
          ? conditionOf(rule.Condition!, `${field}/Condition`)
          : ruleOf(rule),
      next: reader.stateOf(rule.Next) ?? -1,
      ...present({
        output:
          reader.language === "JSONata"
            ? reader.template(rule, "Output", `${field}/Output`)
            : undefined,
        assign: reader.template(rule, "Assign", `${field}/Assign`),
      }),
    };
  });
