import {type Fault, FaultError, faultsOf, postableFaults} from "../fields/fault.js";
import {isLostDownload, isOtherVersion, lostDownloadText} from "../fields/lostDownload.js";

/** An error as one thread tells another: its message, and its faults if it is of values that are not allowed. */
export interface ToldError {
  message: string;
  faults?: readonly Fault[];
}

/** Returns an *error* as it can be posted. */
export function toldError(error: unknown): ToldError {
  const faults = faultsOf(error);
  const {message: own} = error as Error;
  const message = isLostDownload(error) || isOtherVersion(own) ? lostDownloadText : own;
  return faults ? {message, faults: postableFaults(faults)} : {message};
}

/** Returns the error that was told: a FaultError if it has faults. */
export function errorFrom({message, faults}: ToldError): Error {
  return faults ? new FaultError(faults) : new Error(message);
}
