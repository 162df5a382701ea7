import type { Assumptions } from "../service/assumed-figure.ts";

/**
 * What a scenario says of mappings in place of figures of ours, under the names that the library has for them: it holds
 * for whatever reads as mappings do.
 *
 * @param form how the names of the figures go on after that of a service
 */
export function saidOfMappings(
  assumptions: Assumptions,
  form: "eventSourceMapping" | "streamMapping",
): Assumptions {
  let byForm = known.get(assumptions);
  if (byForm === undefined) known.set(assumptions, (byForm = new Map<string, Assumptions>()));
  let said = byForm.get(form);
  if (said === undefined) {
    const pattern = new RegExp(`^[a-z-]+\\.${form}\\.(\\w+)$`);
    said = Object.fromEntries(
      Object.entries(assumptions).flatMap(([name, value]) => {
        const [, figure] = pattern.exec(name) ?? [];
        return figure === undefined ? [] : [[`mapping.${figure}`, value] as const];
      }),
    );
    byForm.set(form, said);
  }
  return said;
}

// A memo of a pure function: settings are made at each call, and these are the same in all of them.
const known = new WeakMap<Assumptions, Map<string, Assumptions>>();
