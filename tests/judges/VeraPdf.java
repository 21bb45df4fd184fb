import java.io.File;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints "index TAB verdict" for every file, then "index TAB clause-test: message" per failure. */
public class VeraPdf {
    private static final int EVERY_FAILURE = -1;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] args) {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(args[0]);
        for (int i = 1; i < args.length; i++) {
            judge(i - 1, new File(args[i]), flavour);
        }
    }

    private static void judge(int index, File file, PDFAFlavour flavour) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, EVERY_FAILURE, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            say(index, result.isCompliant() ? "pass" : "fail");
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String message = assertion.getErrorMessage();
                    say(index, assertion.getRuleId().getClause() + "-"
                            + assertion.getRuleId().getTestNumber() + ": "
                            + (message == null ? assertion.getMessage() : message));
                }
            }
        } catch (Exception | StackOverflowError error) {
            say(index, "fail");
            say(index, "unreadable: " + error);
        }
    }

    private static void say(int index, String text) {
        OUT.println(index + "\t" + text.replaceAll("\\s+", " "));
    }
}
