/** The part of a message from a page that says who sent it. */
export interface Sender {
  readonly sender: { readonly mainFrame: unknown }
  readonly senderFrame: { readonly origin: string } | null
}

/** Gives the check that a message comes from the top page of our window, on our origin. */
export function createFrameCheck(
  findContents: () => unknown,
  origin: string,
): (event: Sender) => boolean {
  return ({ sender, senderFrame }) =>
    senderFrame !== null && // the frame has navigated or gone
    sender === findContents() &&
    senderFrame === sender.mainFrame &&
    senderFrame.origin === origin
}
