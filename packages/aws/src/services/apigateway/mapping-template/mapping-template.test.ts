import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseTemplate, renderTemplate, TemplateError, valueOf, variablesFor } from "./index.ts";

const render = (template: string, variables: PlainObject = {}): string =>
  renderTemplate(
    parseTemplate(template),
    new Map(Object.entries(variables).map(([name, value]) => [name, valueOf(value)])),
  );

const request = (template: string, body = '{"a":{"b":[1,{"c":"x y"}]},"n":"it\'s"}'): string =>
  renderTemplate(
    parseTemplate(template),
    variablesFor({
      body,
      parameters: {
        path: { id: "7", both: "path" },
        querystring: { q: "z", both: "query" },
        header: { "Content-Type": "application/json", both: "header" },
      },
      context: {
        requestId: "r-1",
        identity: { sourceIp: "192.0.2.1" },
        requestOverride: { header: {} },
      },
      stageVariables: { color: "blue" },
    }),
  );

describe("apigateway.template.absent: what is not there is empty and true", () => {
  it.each([
    ["Hello $name", "Hello "],
    ["Hello $!name.first.second", "Hello "],
    ["#if($nothing)yes#end", "yes"],
    ["#if(!$nothing)yes#else no#end", " no"],
    ["#if($no)yes#end", ""],
    ['#set($map = {})#set($map["$key"] = 1)$map.toString()', "{=1}"],
  ])("%s", (template, rendered) => {
    expect(render(template, { no: false })).toBe(rendered);
  });
});

describe("apigateway.template.language: templates are those of Velocity 1.7", () => {
  it.each([
    ["#set($a = 2 + 5 * 4)$a", "22"],
    ["#set($a = 7 / 2)$a #set($b = -1 - -2)$b", "3 1"],
    ['#set($a = "a" + 1)$a', "a1"],
    ["#if(true || false && false)T#{else}F#end", "T"],
    ["#if(not (1 gt 2) and 2 le 2)T#end", "T"],
    ["#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end", "1,2,3"],
    ["#foreach($i in [3..1])$velocityCount:$i #end$i", "1:3 2:2 3:1 "],
    ["#foreach($i in $map.entrySet())$i.key=$i.value;#end", "x=1;y=[1,2];"],
    ["#foreach($i in [1, 2, 3])#if($i == 2)#break#end$i#end", "1"],
    ["#define($say)<$x>#end#set($x = 1)$say#set($x = 2)$say", "<1><2>"],
    ["#macro(hi $a $b)$a:#set($c = $b)$c #end#hi(1 2)#hi('x', 'y')", "1:2 x:y "],
    ["#macro(box)[$bodyContent]#end#@box()in#end", "[in]"],
    ["#nope(1) #ffffff # $ $1 {{ }}", "#nope(1) #ffffff # $ $1 {{ }}"],
    ["a #stop b", "a "],
    ["#set($a = 1)\n  #if($a == 1)\nx\n#end\ny", "  x\ny"],
    ["a## comment\nb#* more *#c#[[$raw #if]]#", "abc$raw #if"],
    ["#evaluate('$x.y')", ""],
    ["#if($x == '')e#elseif(true)f#end", "e"],
    ["$list[0] $list[-1] $list.size() $list", "1 2 2 [1,2]"],
    ["#set($l = [1, 'b'])#set($n = $l.add($map.x))$l $n", "[1, b, 1] true"],
    ["#set($m = {'a': 1, 'b': {'c': []}})$m $m.b.c.isEmpty()", "{a=1, b={c=[]}} true"],
    ["#set($old = $map.put('x', 2))$old $map.x $map.keySet()", "1 2 [x, y]"],
    ["$text.length() $text.substring(1, 3) $text.toUpperCase() $text.indexOf('b')", "5 bc ABCBA 1"],
    [
      "$text.replaceAll('(b)', '<$1>') $text.replaceFirst('a', '\\\\') $text.split('b')",
      "a<b>c<b>a \\bcba [a, c, a]",
    ],
    [
      "$text.matches('[a-c]+') $text.contains('cb') $text.equals('x') $text.nope()",
      "true true false ",
    ],
    ["${text}s ${a b} $text-x", "abcbas ${a b} "],
  ])("%s", (template, rendered) => {
    expect(render(template, { map: { x: 1, y: [1, 2] }, list: [1, 2], text: "abcba" })).toBe(
      rendered,
    );
  });

  it("fails where it cannot be read", () => {
    for (const template of ["#if($a)", "#set($a 1)", "#foreach($a $b)#end", "#parse('x')"]) {
      expect(() => render(template)).toThrow(TemplateError);
    }
    expect(() => render("$a.substring(9)", { a: "x" })).toThrow("there is no substring");
    expect(() => render("#macro(a)#a()#end#a()")).toThrow("it lies too deep in itself");
  });
});

describe("apigateway.template.escapes: a backslash makes text of what follows", () => {
  it.each([
    ["\\$email", "$email"],
    ["\\\\$email", "\\foo"],
    ["\\ \\\\ \\# \\$", "\\ \\\\ \\# \\$"],
    ["\\#end \\# end", "#end \\# end"],
    ['\\#set( $email = "x" )', '#set( foo = "x" )'],
    ['#set($a = "{""a"": 2}")$a', '{"a": 2}'],
    ["#set($a = 'it''s')$a", "it's"],
    ['#set($a = "\\$email is $email")$a', "$email is foo"],
  ])("%s", (template, rendered) => {
    expect(render(template, { email: "foo" })).toBe(rendered);
  });
});

describe("apigateway.template.input: $input has the body and the parameters", () => {
  it.each([
    ["$input.body", '{"a":{"b":[1,{"c":"x y"}]},"n":"it\'s"}'],
    ["$input.json('$.a.b')", '[1,{"c":"x y"}]'],
    ["$input.json('$.none')", '""'],
    ["$input.path('$.a.b').size() $input.path('$.a.b[1].c')", "2 x y"],
    ["$input.path('$.a') $input.path('$.a.b')", '{b=[1,{"c":"x y"}]} [1,{"c":"x y"}]'],
    ["$input.path('$..c') $input.path(\"$.a.b[?(@.c == 'x y')].c\")", '["x y"] ["x y"]'],
    [
      "$input.path('$.a.b[*].c') $input.path('$.a.b[0:1]') $input.path(\"$['n']\")",
      '["x y"] [1] it\'s',
    ],
    [
      "$input.params('both') $input.params('q') $input.params('content-type') $input.params('x')|",
      "path z application/json |",
    ],
    ["$input.params().querystring.q $input.params().keySet()", "z [path, querystring, header]"],
  ])("%s", (template, rendered) => {
    expect(request(template)).toBe(rendered);
  });

  it("which is an empty object where it is empty", () => {
    expect(request("$input.body $input.json('$')", "")).toBe("{} {}");
    expect(() => request("$input.json('$')", "no JSON")).toThrow("the body is no JSON");
  });
});

describe("apigateway.template.util: $util escapes, parses, encodes and decodes", () => {
  it.each([
    ["$util.escapeJavaScript($input.path('$.n'))", "it\\'s"],
    ['$util.escapeJavaScript("a\n\u00e4")', "a\\n\\u00E4"],
    ["$util.escapeJavaScript('  ')", "{}"],
    ["$util.urlEncode('a b&c*~') $util.urlDecode('a+b%26c')", "a+b%26c*%7E a b&c"],
    ["$util.base64Encode('hé') $util.base64Decode('aMOp')", "aMOp hé"],
    ["$util.parseJson('{\"p\":[1,2]}').p[1]", "2"],
  ])("%s", (template, rendered) => {
    expect(request(template)).toBe(rendered);
  });

  it("fails for what cannot be parsed or decoded", () => {
    for (const template of [
      "$util.parseJson('{')",
      "$util.base64Decode('!')",
      "$util.urlDecode('%')",
    ]) {
      expect(() => request(template)).toThrow(TemplateError);
    }
  });
});

it("apigateway.template.context: a template sees the request and its stage, and may set over what is mapped", () => {
  expect(
    request(
      "$context.requestId $context.identity.sourceIp $stageVariables.color ${stageVariables['color']}",
    ),
  ).toBe("r-1 192.0.2.1 blue blue");
  expect(
    request('#set($context.requestOverride.header.x = "1")$context.requestOverride.header.x'),
  ).toBe("1");
});

it("apigateway.template.limits: a loop goes round 1,000 times", () => {
  expect(render("#foreach($i in [1..2000])#if($i > 998)$i #end#end")).toBe("999 1000 ");
});
