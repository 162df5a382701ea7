/** What an ARN has for the service, such as `sqs`. */
export const serviceIn = (arn: string): string => arn.split(":")[2] ?? "";

/**
 * What follows the account in an ARN of a service, such as the name of a queue; with a `prefix`, what
 * follows that. `undefined`: the ARN is none of these.
 */
export function nameInArn(arn: string, service: string, prefix = ""): string | undefined {
  if (!arn.startsWith("arn:")) return undefined; // Names are asked about more often.
  const parts = arn.split(":");
  if (parts.length < 6 || parts[2] !== service) return undefined;
  const rest = parts.slice(5).join(":");
  return rest.startsWith(prefix) ? rest.slice(prefix.length) : undefined;
}
