/** What inputs, replies and effects have in common. All are values: nobody writes on them. */
export interface Tagged {
  readonly type: string;
}

/** Data that survives JSON. */
export type Plain =
  null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };
