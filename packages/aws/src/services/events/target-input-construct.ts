import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";

/** A part of the event in what a target gets. */
export class EventField {
  static readonly eventId = EventField.fromPath("$.id");
  static readonly detailType = EventField.fromPath("$.detail-type");
  static readonly source = EventField.fromPath("$.source");
  static readonly account = EventField.fromPath("$.account");
  static readonly time = EventField.fromPath("$.time");
  static readonly region = EventField.fromPath("$.region");

  /** What a path such as `$.detail.id` leads to: a text that stands for it. */
  static fromPath(path: string): string {
    return `\${EventField[${path}]}`;
  }
}

const token = /\$\{EventField\[([^\]]+)\]\}/g;
const wholeToken = /^\$\{EventField\[([^\]]+)\]\}$/;

/** What a target gets in place of the event. */
export class RuleTargetInput {
  /** Members of a target in AWS's words. */
  readonly rendered: PlainObject;

  private constructor(rendered: PlainObject) {
    this.rendered = rendered;
  }

  /** A part of the event. */
  static fromEventPath(path: string): RuleTargetInput {
    return new RuleTargetInput({ InputPath: path });
  }

  /** A text, in which an {@link EventField} stands for what the event has. */
  static fromText(text: string): RuleTargetInput {
    return transformed(JSON.stringify(text), (rendered) => new RuleTargetInput(rendered));
  }

  /** A value, in which an {@link EventField} stands for what the event has. */
  static fromObject(value: Plain): RuleTargetInput {
    return transformed(JSON.stringify(value), (rendered) => new RuleTargetInput(rendered));
  }
}

/** JSON with its fields as variables of a transformer; a constant where it has none. */
function transformed(
  json: string,
  make: (rendered: PlainObject) => RuleTargetInput,
): RuleTargetInput {
  const paths: Record<string, string> = {};
  const nameOf = (path: string): string => {
    const known = Object.entries(paths).find(([, each]) => each === path)?.[0];
    if (known !== undefined) return known;
    const name = `f${Object.keys(paths).length + 1}`;
    paths[name] = path;
    return name;
  };
  // A field that is a whole text of JSON is put there as what it is.
  const quoted = json.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (text, inside: string) => {
    const whole = wholeToken.exec(inside);
    if (whole !== null && /^\s*[{[]/.test(json)) return `<${nameOf(whole[1]!)}>`;
    return text.replaceAll(token, (_, path: string) => `<${nameOf(path)}>`);
  });
  if (Object.keys(paths).length === 0) return make({ Input: json });
  return make({ InputTransformer: { InputPathsMap: paths, InputTemplate: quoted } });
}
