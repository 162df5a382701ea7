import { constructPathsIn, resourceNamed } from "@orrery/templates";

/**
 * The component of the resource that a name means: its logical id, or its construct path, whole or its end.
 * `undefined` where it means none.
 *
 * @param resources logical ids by component.
 * @param constructPaths where the CDK made resources, by logical id.
 * @throws ConfigError about `option` where it may mean several.
 */
export function componentMeant(
  option: string,
  name: string,
  resources: Readonly<Record<string, string>>,
  constructPaths: Readonly<Record<string, string>> = {},
): string | undefined {
  const components = new Map(Object.entries(resources).map(([component, id]) => [id, component]));
  const isThere = (id: string) => components.has(id);
  const paths = constructPathsIn(new Map(Object.entries(constructPaths)), isThere);
  const id = resourceNamed(option, name, paths, isThere);
  return id === undefined ? undefined : components.get(id);
}
