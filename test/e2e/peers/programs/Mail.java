import java.util.Properties;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

/** Sends one mail by JavaMail, with what its documentation calls the two properties that are needed. */
public class Mail {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", arguments[0]);
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("clinic@example.org"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress("ana@example.org"));
        mail.setSubject("Visit \u2713", "UTF-8");
        mail.setText("Tuesday \u2713", "UTF-8");
        Transport.send(mail);
    }
}
