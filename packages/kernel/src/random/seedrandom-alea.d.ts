/** The one generator of seedrandom that is used. Its own types cover the whole package only. */
declare module "seedrandom/lib/alea.js" {
  interface AleaState {
    s0: number;
    s1: number;
    s2: number;
    c: number;
  }
  interface Alea {
    (): number;
    state(): AleaState;
  }
  export default function alea(seed: string, options: { readonly state: true }): Alea;
}
