import { invalid } from "../../value/value-check.ts";
import { Refusal } from "../refusal.ts";

/** A statement is no statement of PartiQL, for this token. */
export const malformed = (token: string): Refusal =>
  wrongStatement(
    token === ""
      ? "Statement wasn't well formed, can't be processed: Unexpected end of statement"
      : `Statement wasn't well formed, can't be processed: Unexpected token: ${token}`,
  );

/** A statement says what DynamoDB does not take. */
export const wrongStatement = (message: string): Refusal => new Refusal(invalid(message));
