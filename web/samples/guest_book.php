<?php

declare(strict_types=1);

/** Keeps what visitors write, in a table of a database. */
final class GuestBook
{
    public function __construct(private readonly PDO $db)
    {
    }

    public function add(string $name, string $text): void
    {
        if (trim($text) === '') {
            throw new InvalidArgumentException('There is nothing to say.');
        }
        $statement = $this->db->prepare('INSERT INTO entries (name, text) VALUES (?, ?)');
        $statement->execute([$name, $text]);
    }

    /** @return array<int, array{name: string, text: string}> */
    public function latest(int $count = 10): array
    {
        return $this->db->query('SELECT name, text FROM entries ORDER BY id DESC LIMIT ' . $count)->fetchAll();
    }
}

$book = new GuestBook(new PDO('sqlite:guests.db'));
if ($_SERVER['REQUEST_METHOD'] === 'POST') {
    $book->add($_POST['name'] ?? 'somebody', $_POST['text'] ?? '');
    header('Location: /');
    exit;
}
?>
<h1>Guest book</h1>
<?php foreach ($book->latest() as $entry): ?>
  <p><b><?= htmlspecialchars($entry['name']) ?></b>: <?= htmlspecialchars($entry['text']) ?></p>
<?php endforeach; ?>
<form method="post">
  <input name="name"> <input name="text"> <button>Write</button>
</form>
