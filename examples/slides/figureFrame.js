/**
 * @typedef {object} FigureFrame
 * @property {(message: {type: string}) => void} tell Sends the figure a message; before it is there, keeps that until it is.
 */

/**
 * Returns the figure in an iframe, to be sent messages: those that the course's README lists under "A figure in your own page".
 * @param {HTMLIFrameElement} frame
 * @returns {FigureFrame}
 */
export function figureFrame(frame) {
  /** @type {object[]} */
  const waiting = [];
  let ready = false;

  addEventListener("message", ({data, source}) => {
    if (source !== frame.contentWindow || data?.source !== "residual-course" || data.type !== "ready") return;
    ready = true;
    for (const message of waiting.splice(0)) post(message);
  });

  /** @param {object} message */
  function post(message) {
    frame.contentWindow?.postMessage({target: "residual-course", ...message}, new URL(frame.src).origin);
  }

  return {tell: (message) => void (ready ? post(message) : waiting.push(message))};
}
