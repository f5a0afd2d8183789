/** What follows the three backticks of a fence: its language, and its attributes by their names in lower case. */
export interface FenceInfo {
  lang: string;
  /** An attribute without a value has "". */
  attributes: Record<string, string>;
}

/** Returns what a fence's info says, such as `js editable title="The network"`; braces around attributes are ignored. */
export function parseFenceInfo(info: string): FenceInfo {
  const [, lang, rest] = /^(\S*)(.*)$/.exec(info.trim().replace(/[{}]/g, " "))!;
  const attributes: Record<string, string> = {};
  const pattern = /([^\s=]+)(?:=(?:"([^"]*)"|'([^']*)'|(\S+)))?/g;
  for (const [, name, ...values] of rest.matchAll(pattern))
    attributes[name.toLowerCase()] = values.find((value) => value !== undefined) ?? "";
  return {lang, attributes};
}

/** Returns whether an attribute is there, and is not said to be false. */
export function isOn(attribute: string | undefined): boolean {
  return attribute !== undefined && attribute.toLowerCase() !== "false";
}
