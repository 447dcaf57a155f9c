package dev.countersign.detect;

import java.util.Set;

/**
 * Country codes of telephone numbers.
 *
 * <p>Source: ITU-T E.164, list of assigned country codes.
 */
final class CallingCodes {

  private static final Set<String> SHORT =
      Set.of(
          "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44",
          "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61",
          "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95",
          "98");

  /** Beginnings of codes of three digits whose ten codes are nearly all assigned. */
  private static final Set<String> TENS =
      Set.of(
          "21", "22", "23", "24", "25", "26", "29", "35", "37", "38", "42", "50", "59", "67", "68",
          "69", "80", "85", "87", "88", "96", "97", "99");

  private CallingCodes() {}

  /** The digits of the code that this number begins with; 0 if it begins with none. */
  static int length(String digits) {
    for (int length = 1; length <= 2; length++) {
      if (SHORT.contains(digits.substring(0, length))) {
        return length;
      }
    }
    return TENS.contains(digits.substring(0, 2)) ? 3 : 0;
  }
}
