package dev.countersign.localstack.shop;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The small word lists from which names, places and wares of the shop are put together. */
final class Words {

  static final List<String> GIVEN_NAMES =
      List.of(
          "Ada", "Alma", "Aron", "Bela", "Bram", "Cara", "Cleo", "Dana", "Dov", "Edda", "Elio",
          "Emre", "Fay", "Finn", "Gil", "Greta", "Hana", "Hugo", "Ida", "Ilan", "Iris", "Jana",
          "Joel", "Kai", "Kira", "Lena", "Levi", "Lior", "Mara", "Milo", "Nadia", "Nils", "Noa",
          "Olga", "Omar", "Pia", "Quinn", "Rafi", "Rosa", "Samir", "Selma", "Tariq", "Thea", "Uri",
          "Vera", "Wim", "Yara", "Zoé");

  static final List<String> FAMILY_NAMES =
      List.of(
          "Ashbrook",
          "Bellamont",
          "Birkhagen",
          "Brightwell",
          "Calder",
          "Carrow",
          "Dallmark",
          "Dunmore",
          "Eastlake",
          "Ellsworth",
          "Fairbank",
          "Feldbach",
          "Fenwood",
          "Garnhill",
          "Glenhart",
          "Hartwick",
          "Hollander",
          "Innsbach",
          "Jarrow",
          "Kellmann",
          "Kestrel",
          "Kirkwall",
          "Langholm",
          "Lindqvast",
          "Lorne",
          "Marchbank",
          "Merrin",
          "Moorfield",
          "Nightingale",
          "Northcote",
          "Oakes",
          "O'Dell",
          "Orlock",
          "Pemberly",
          "Quillfeather",
          "Ravensby",
          "Redfern",
          "Rosenfeld",
          "Rowntree",
          "Saltmarsh",
          "Sandoval",
          "Silberman",
          "Stonebridge",
          "Sturm",
          "Talbotson",
          "Thornbury",
          "Tillman",
          "Underhay",
          "Valdez",
          "Vantongeren",
          "Wainwright",
          "Westerveld",
          "Whitlock",
          "Winterbourne",
          "Yarborough",
          "Zellweg");

  static final List<String> STREETS =
      List.of(
          "Mill Lane",
          "Station Road",
          "Chapel Street",
          "Linden Alley",
          "Harbour Walk",
          "Orchard Row",
          "Tannery Yard",
          "Market Square",
          "Canal Bank",
          "Foundry Hill",
          "Meadow Way",
          "Lighthouse Path",
          "Cooper's Court",
          "Weaver Street",
          "North Parade",
          "Quarry Rise");

  static final List<String> CITIES =
      List.of(
          "Aldermouth",
          "Brackwater",
          "Caerwen",
          "Dornhafen",
          "Eschfeld",
          "Fairhaven",
          "Grünwalden",
          "Hollowford",
          "Isbrück",
          "Lacmont",
          "Millbridge",
          "Neuhofen",
          "Port Selby",
          "Quartz Bay",
          "Rivecourt",
          "Stillwater");

  static final List<String> CATEGORIES =
      List.of("kitchen", "garden", "office", "travel", "lighting", "toys", "books", "sports");

  static final List<String> MATERIALS =
      List.of(
          "oak", "steel", "linen", "glass", "copper", "cork", "wool", "bamboo", "ceramic",
          "canvas");

  static final List<String> WARES =
      List.of(
          "lamp",
          "bowl",
          "chair",
          "notebook",
          "backpack",
          "kettle",
          "shelf",
          "rug",
          "puzzle",
          "planter",
          "tray",
          "clock",
          "mug",
          "blanket",
          "stool",
          "basket",
          "vase",
          "board",
          "hook",
          "box");

  static final List<String> TITLES =
      List.of("clerk", "analyst", "engineer", "buyer", "accountant", "team lead", "support agent");

  static final List<String> DEPARTMENTS =
      List.of("sales", "logistics", "finance", "platform", "support");

  private Words() {}

  static String pick(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }

  /** The word as it may stand in an e-mail address. */
  static String ascii(String name) {
    return name.toLowerCase(Locale.ROOT).replace("é", "e").replaceAll("[^a-z]", "");
  }
}
