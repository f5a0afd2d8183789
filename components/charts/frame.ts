/** How large a laboratory's chart is, and the room around it: beside and below an axis's numbers, its name. */
export const frame = {
  width: 640,
  height: 320,
  marginLeft: 44,
  marginRight: 16,
  marginBottom: 38,
  style: {fontSize: "12px", background: "none"}
} as const;
