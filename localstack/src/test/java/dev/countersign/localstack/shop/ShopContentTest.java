package dev.countersign.localstack.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shop's rows, before any database has them. */
final class ShopContentTest {

  /** The SHA-256 of all rows, as it was when they were decided on. */
  private static final String DECIDED =
      "37d74f6ddf757d4bd93d2db93a1f5a550535c5fcf34e8e3cfdf3922d3a497ec0";

  @Test
  void theContentIsTheSameToTheByteAtEachStartAndOnEachMachine() throws Exception {
    assertThat(digest()).isEqualTo(digest()).isEqualTo(DECIDED);
  }

  @Test
  void everyCardNumberPassesTheCheckOfItsLastDigit() throws IOException {
    List<String> cards = column("payments", 2);

    assertThat(cards).hasSize(ShopContent.ORDERS).allMatch(card -> luhn(card) % 10 == 0);
    assertThat(cards)
        .allMatch(card -> card.matches("(400000|411111|424242|510510|520082|555555)[0-9]{10}"));
  }

  @Test
  void everyMailAddressIsItsOwnAndInADomainThatIsReservedForExamples() throws IOException {
    List<String> addresses = new ArrayList<>(column("customers", 2));
    addresses.addAll(column("employees", 2));

    assertThat(addresses)
        .doesNotHaveDuplicates()
        .allMatch(address ->
            address.matches("[a-z]+\\.[a-z]+\\.?[0-9]+@(shop\\.)?example\\.(com|net|org)"));
  }

  private static int luhn(String digits) {
    int sum = 0;
    boolean doubled = false;
    for (int place = digits.length() - 1; place >= 0; place--) {
      int digit = (digits.charAt(place) - '0') * (doubled ? 2 : 1);
      sum += digit / 10 + digit % 10;
      doubled = !doubled;
    }
    return sum;
  }

  private static List<String> column(String table, int index) throws IOException {
    List<String> values = new ArrayList<>();
    for (ShopContent.Table each : ShopContent.tables()) {
      if (each.name().equals(table)) {
        each.rows().writeTo(row -> values.add(Arrays.asList(row).get(index)));
      }
    }
    return values;
  }

  private static String digest() throws IOException, NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    CopyText text = new CopyText(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    for (ShopContent.Table table : ShopContent.tables()) {
      text.row(table.name());
      table.rows().writeTo(text);
    }
    text.flush();
    return HexFormat.of().formatHex(sha256.digest());
  }
}
