/** A mapping template that cannot be rendered: API Gateway answers with status 500. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}
