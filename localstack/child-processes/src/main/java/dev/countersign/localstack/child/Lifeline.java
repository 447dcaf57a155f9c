package dev.countersign.localstack.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another main class and ends the process as soon as its standard input does. Whoever starts
 * the process holds the other end of that pipe, which the operating system closes however its
 * holder dies, also by SIGKILL: so no child outlives its parent.
 */
public final class Lifeline {

  private Lifeline() {}

  /** Takes the name of the main class to run, then its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(Lifeline::exitWhenInputEnds, "lifeline");
    watch.setDaemon(true);
    watch.start();
    try {
      Method main = Class.forName(arguments[0]).getMethod("main", String[].class);
      // As for the launcher of java itself, the class that holds it need not be public.
      main.setAccessible(true);
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      e.printStackTrace();
      // Other threads may keep the process alive; a main that failed must not look ready.
      System.exit(1);
    }
  }

  private static void exitWhenInputEnds() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said on the line: only its end means something.
      }
    } catch (IOException e) {
      System.err.println("the lifeline broke: " + e.getMessage());
    }
    System.exit(0);
  }
}
