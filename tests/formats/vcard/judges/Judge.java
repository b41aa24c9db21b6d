import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import ezvcard.property.Email;
import ezvcard.property.Telephone;
import java.nio.file.Path;

/** Reads a file of vCards with ez-vcard; prints what each says, and every warning of its parser and its validator. */
public class Judge {
    public static void main(String[] words) throws Exception {
        StringBuilder out = new StringBuilder();
        try (VCardReader reader = new VCardReader(Path.of(words[0]).toFile())) {
            VCard card;
            for (int number = 1; (card = reader.readNext()) != null; number++) {
                for (Object warning : reader.getWarnings()) {
                    out.append("warning\t").append(number).append('\t').append(warning).append('\n');
                }
                String told = card.validate(card.getVersion()).toString().strip();
                if (!told.isEmpty()) {
                    out.append("warning\t").append(number).append('\t').append(told.replace('\n', ' ')).append('\n');
                }
                out.append("card\t").append(card.getFormattedName().getValue().replaceAll("\\s+", " "));
                for (Telephone tel : card.getTelephoneNumbers()) {
                    out.append('\t').append(tel.getUri() == null ? tel.getText() : tel.getUri().getNumber());
                }
                for (Email email : card.getEmails()) {
                    out.append('\t').append(email.getValue());
                }
                out.append('\n');
            }
        }
        System.out.write(out.toString().getBytes("UTF-8"));
        System.out.flush();
    }
}
