import ezvcard.VCard;
import ezvcard.ValidationWarnings;
import ezvcard.io.text.VCardReader;
import ezvcard.property.Email;
import ezvcard.property.Telephone;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads vCards from standard input with ez-vcard: every warning on a line, then the number of cards, numbers and addresses. */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        int cards = 0, numbers = 0, addresses = 0;
        try (VCardReader reader = new VCardReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (VCard card = reader.readNext(); card != null; card = reader.readNext()) {
                cards++;
                numbers += card.getTelephoneNumbers().size();
                addresses += card.getEmails().size();
                for (Object warning : reader.getWarnings()) {
                    System.out.println("card " + cards + ": " + warning);
                }
                ValidationWarnings found = card.validate(card.getVersion());
                if (!found.isEmpty()) {
                    System.out.println("card " + cards + ": " + found);
                }
            }
        }
        System.out.println("read " + cards + " " + numbers + " " + addresses);
    }
}
