/** Lengths that the parts of a diagram share, in pixels at full size. */
export const lengths = {
  /** Between boxes of a column. */
  gap: 26,
  /** From a fork to its branches, and from these to their join. */
  forkGap: 18,
  /** Between columns. */
  columnGap: 18,
  /** Between columns of a whole diagram, with the line that leads from one to the next. */
  betweenColumns: 40,
  /** Between a column and a line around it. */
  bypassGap: 26,
  /** Around what is in a frame. */
  padding: 12,
  /** Above what is in the frame of a residual function, whose letter stands there. */
  letterRoom: 22,
  /** Of the turns of a line. */
  radius: 12,
  /** Of those of a shortcut. */
  bypassRadius: 24,
  /** Of a sum's circle. */
  sumSize: 20,
  boxPadding: 12,
  /** For the arrow that says that a group opens. */
  openerRoom: 14,
  /** From one of the cards to the next by which a box stands for several. */
  cardStep: 3,
  minBoxWidth: 128,
  titleSize: 13,
  titleHeight: 28,
  noteSize: 11.5,
  noteHeight: 15
} as const;
