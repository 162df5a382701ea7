/** The service of functions, as ARNs have it: they take JSON alone. */
export const functionService = "lambda";
