import type { HttpAnswer } from "../../../service/http.ts";

const titles: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  403: "Forbidden",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  416: "Requested Range Not Satisfiable",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

// A memo of a pure function: there are a few statuses.
const known = new Map<number, HttpAnswer>();

/** The page that CloudFront answers with by itself. */
export function ownAnswer(status: number): HttpAnswer {
  let answer = known.get(status);
  if (answer === undefined) {
    answer = Object.freeze({
      type: "answered",
      status,
      headers: {
        server: "CloudFront",
        "content-type": "text/html",
        "x-cache": "Error from cloudfront",
      },
      cookies: [],
      body: `<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>${status} ERROR</H1><H2>The request could not be satisfied.</H2>${titles[status] ?? ""}</BODY></HTML>`,
      isBase64Encoded: false,
    } as const);
    known.set(status, answer);
  }
  return answer;
}

/** Sends a viewer to the same under HTTPS. */
export const redirectTo = (url: string): HttpAnswer => ({
  type: "answered",
  status: 301,
  headers: { server: "CloudFront", location: url, "x-cache": "Redirect from cloudfront" },
  cookies: [],
  body: "",
  isBase64Encoded: false,
});
