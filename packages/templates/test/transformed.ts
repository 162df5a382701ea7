import { readTemplate } from "../src/template/document.ts";
import { memberOf, type Json, type JsonMap, type Maybe } from "../src/sam/transform/json.ts";
import { SamRefusal } from "../src/sam/transform/problems.ts";
import { placedTemplate } from "../src/sam/transform/template-json.ts";
import { transformSam } from "../src/sam/transform/transform.ts";

/** Where templates of tests are transformed. */
export const transformOptions = { region: "eu-west-1", partition: "aws", parameters: {} };

/** A template as JSON. */
export const jsonOf = (text: string): JsonMap =>
  placedTemplate(readTemplate(text, "t.yaml").root).template;

/** What SAM makes of a template. */
export const transformed = (
  text: string,
  parameters: Readonly<Record<string, Json>> = {},
): JsonMap => transformSam(jsonOf(text), { ...transformOptions, parameters }).template;

/** The resources that SAM makes of a template. */
export const resourcesOf = (text: string): JsonMap => transformed(text).Resources as JsonMap;

/** The types of those resources, by logical id. */
export const typesOf = (text: string): Readonly<Record<string, Maybe>> =>
  Object.fromEntries(
    Object.entries(resourcesOf(text)).map(([id, resource]) => [id, memberOf(resource, "Type")]),
  );

/** A property of a resource. */
export const property = (resources: JsonMap, id: string, name: string): Maybe =>
  memberOf(memberOf(memberOf(resources, id), "Properties"), name);

/** What SAM says of a template that it refuses. */
export function refusalOf(text: string): readonly string[] {
  try {
    transformed(text);
  } catch (error) {
    if (error instanceof SamRefusal) return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
}

/** A function of SAM with more properties, such as `\n      Timeout: 9`. */
export const worker = (more = ""): string => `
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: x${more}`;

/** The same with one event. */
export const workerWith = (event: string): string => worker(`\n      Events: {In: ${event}}`);
