package dev.countersign.localstack.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * One person's Chromium, without a window, with a fresh profile of its own below {@code target}.
 * Where Chromium or its driver is not installed, the test is skipped with a sentence that says what
 * to install.
 */
public final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PROFILES = Path.of("target", "chromium");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BLOCK = 2;

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser. */
  public static Chromium start(Screen screen, Scripts scripts) throws IOException {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "tests in Chromium need it and its driver: apt-get install chromium chromium-driver");
    Path profile =
        Files.createTempDirectory(Files.createDirectories(PROFILES).toAbsolutePath(), "profile-");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    ChromeDriver driver = new ChromeDriver(service, options(profile, screen, scripts));
    driver.manage().timeouts().pageLoadTimeout(PATIENCE);
    if (screen == Screen.DESK) {
      driver.manage().window().setSize(new Dimension(screen.width(), screen.height()));
    }
    return new Chromium(driver);
  }

  private static ChromeOptions options(Path profile, Screen screen, Scripts scripts) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    // The sandbox refuses to run as root, and there is no display.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    if (screen == Screen.PHONE) {
      // A window cannot be made as narrow as a phone.
      options.setExperimentalOption(
          "mobileEmulation",
          Map.of(
              "deviceMetrics",
              Map.of("width", screen.width(), "height", screen.height(), "pixelRatio", 2.0)));
    }
    if (scripts == Scripts.BLOCKED) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", BLOCK));
    }
    return options;
  }

  /** Opens an address and follows where it leads. */
  public void open(URI address) {
    driver.get(address.toString());
  }

  /** Where it is. */
  public URI address() {
    return URI.create(driver.getCurrentUrl());
  }

  /** The page's text as a person sees it. */
  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** The elements of the page that this CSS selector names. */
  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The one element of the page that this CSS selector names. */
  public WebElement one(String selector) {
    List<WebElement> found = all(selector);
    if (found.size() != 1) {
      throw new AssertionError(
          "`%s` names %d elements of the page".formatted(selector, found.size()));
    }
    return found.getFirst();
  }

  /** Clicks the one element that leads to another page, and waits until that is there. */
  public void follow(String selector) {
    follow(one(selector));
  }

  /** Clicks the first such element, which leads to another page, and waits until that is there. */
  public void followFirst(String selector) {
    follow(all(selector).getFirst());
  }

  private void follow(WebElement element) {
    element.click();
    WebDriverWait wait = new WebDriverWait(driver, PATIENCE);
    wait.until(anyDriver -> isGone(element));
    wait.until(ExpectedConditions.presenceOfElementLocated(By.tagName("body")));
  }

  /**
   * An element of a page that is left; in between, Chromium's driver has no word of its own for it.
   */
  private static boolean isGone(WebElement element) {
    try {
      element.isEnabled();
      return false;
    } catch (StaleElementReferenceException gone) {
      return true;
    } catch (WebDriverException between) {
      return String.valueOf(between.getMessage()).contains("does not belong to the document");
    }
  }

  /** On the development issuer's page, signs in as the person with this subject. */
  public void signIn(String subject) {
    follow("button[name=person][value='%s']".formatted(subject));
  }

  /** How wide the page is, which is more than the screen if it scrolls sideways. */
  public int width() {
    Object width = driver.executeScript("return document.documentElement.scrollWidth");
    return width instanceof Number number ? number.intValue() : 0;
  }

  /** What the console has said since this was last asked, at the level of an error. */
  public List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Keeps a picture of the whole page (PNG). */
  public void picture(Path file) throws IOException {
    Map<String, Object> answer =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
