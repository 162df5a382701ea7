import * as z from "zod";

/**
 * A schema that is made when something is first read by it, for what most files do not have. It is to be one
 * that what is left out does not pass.
 */
export function laterSchema<Schema extends z.ZodType>(make: () => Schema): z.ZodLazy<Schema> {
  const schema = z.lazy(make);
  // An object asks its members whether they may be left out, which would make them all.
  Object.defineProperties(schema._zod, {
    optin: { value: undefined },
    optout: { value: undefined },
  });
  return schema;
}
