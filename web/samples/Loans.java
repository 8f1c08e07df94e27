import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The books that a library has lent out. */
public class Loans {
    private static final int MAX_LOANS = 3;

    private final Map<String, Loan> byBook = new HashMap<>();

    public record Loan(String book, String reader, LocalDate due) {}

    public Loan lend(String book, String reader) {
        if (byBook.containsKey(book)) {
            throw new IllegalStateException(book + " is already lent out");
        }
        if (countOf(reader) >= MAX_LOANS) {
            throw new IllegalStateException(reader + " has too many books");
        }
        Loan loan = new Loan(book, reader, LocalDate.now().plusDays(28));
        byBook.put(book, loan);
        return loan;
    }

    public Optional<Loan> giveBack(String book) {
        return Optional.ofNullable(byBook.remove(book));
    }

    public List<String> overdue(LocalDate today) {
        return byBook.values().stream()
                .filter(loan -> loan.due().isBefore(today))
                .map(Loan::book)
                .sorted()
                .toList();
    }

    private long countOf(String reader) {
        return byBook.values().stream()
                .filter(loan -> loan.reader().equals(reader))
                .count();
    }
}
