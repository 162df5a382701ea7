import * as rings from "./ring.ts";
import * as slabs from "./slab.ts";
import * as tables from "./table.ts";
import * as vectors from "./vector.ts";

// Of a namespace, a bundler makes an object of getters, in which V8 looks each function up anew.

export const ring = { ...rings };
export const slab = { ...slabs };
export const table = { ...tables };
export const vector = { ...vectors };
