import type { PlainObject } from "../../../service/refusal.ts";

/** A condition of a Choice state. */
export class Condition {
  static booleanEquals(variable: string, value: boolean): Condition {
    return compared(variable, "BooleanEquals", value);
  }
  static stringEquals(variable: string, value: string): Condition {
    return compared(variable, "StringEquals", value);
  }
  static stringMatches(variable: string, value: string): Condition {
    return compared(variable, "StringMatches", value);
  }
  static stringLessThan(variable: string, value: string): Condition {
    return compared(variable, "StringLessThan", value);
  }
  static stringGreaterThan(variable: string, value: string): Condition {
    return compared(variable, "StringGreaterThan", value);
  }
  static numberEquals(variable: string, value: number): Condition {
    return compared(variable, "NumericEquals", value);
  }
  static numberLessThan(variable: string, value: number): Condition {
    return compared(variable, "NumericLessThan", value);
  }
  static numberLessThanEquals(variable: string, value: number): Condition {
    return compared(variable, "NumericLessThanEquals", value);
  }
  static numberGreaterThan(variable: string, value: number): Condition {
    return compared(variable, "NumericGreaterThan", value);
  }
  static numberGreaterThanEquals(variable: string, value: number): Condition {
    return compared(variable, "NumericGreaterThanEquals", value);
  }
  static timestampLessThan(variable: string, value: string): Condition {
    return compared(variable, "TimestampLessThan", value);
  }
  static timestampGreaterThan(variable: string, value: string): Condition {
    return compared(variable, "TimestampGreaterThan", value);
  }
  static isPresent(variable: string): Condition {
    return compared(variable, "IsPresent", true);
  }
  static isNotPresent(variable: string): Condition {
    return compared(variable, "IsPresent", false);
  }
  static isNull(variable: string): Condition {
    return compared(variable, "IsNull", true);
  }
  static isString(variable: string): Condition {
    return compared(variable, "IsString", true);
  }
  static isNumeric(variable: string): Condition {
    return compared(variable, "IsNumeric", true);
  }
  static isBoolean(variable: string): Condition {
    return compared(variable, "IsBoolean", true);
  }
  static and(...conditions: readonly Condition[]): Condition {
    return new Condition({ And: conditions.map((each) => each.renderCondition()) });
  }
  static or(...conditions: readonly Condition[]): Condition {
    return new Condition({ Or: conditions.map((each) => each.renderCondition()) });
  }
  static not(condition: Condition): Condition {
    return new Condition({ Not: condition.renderCondition() });
  }

  private readonly json: PlainObject;

  /** `json` in the States Language. */
  constructor(json: PlainObject) {
    this.json = json;
  }

  /** The condition in the States Language. */
  renderCondition(): PlainObject {
    return this.json;
  }
}

const compared = (
  variable: string,
  operator: string,
  value: string | number | boolean,
): Condition => new Condition({ Variable: variable, [operator]: value });
