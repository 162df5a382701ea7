import type { HttpHead } from "../../../service/http.ts";
import { elbv2Limits } from "../limits.ts";

/** A request's size without its body, and the status that it is refused with; `null`: it is not. */
export interface HeadCheck {
  readonly size: number;
  readonly status: number | null;
}

// A memo of a pure function: requests of a workload are one object.
const known = new WeakMap<HttpHead, HeadCheck>();

/** What is to be said of a request's line and headers. */
export function headCheckOf(http: HttpHead): HeadCheck {
  let check = known.get(http);
  if (check === undefined) known.set(http, (check = checked(http)));
  return check;
}

const versions: readonly string[] = ["0.9", "1.0", "1.1", "2"];

function checked({ method, path, query, headers, version = "1.1" }: HttpHead): HeadCheck {
  const line = method.length + path.length + query.length + 10;
  const sizes = Object.entries(headers).map(([name, value]) => name.length + value.length + 4);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const { requestLine, header, requestHeaders, forwardedAddresses } = elbv2Limits;
  const addresses = (headers["x-forwarded-for"] ?? "").split(",").length;
  const status = !versions.includes(version)
    ? 505
    : method === "TRACE"
      ? 405
      : line > requestLine
        ? 414
        : all > requestHeaders || sizes.some((size) => size > header)
          ? 400
          : addresses > forwardedAddresses
            ? 463
            : /^(?:|chunked|identity)$/i.test(headers["transfer-encoding"] ?? "")
              ? null
              : 501;
  return { size: line + all, status };
}
