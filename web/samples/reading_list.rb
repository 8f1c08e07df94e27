require "json"

# The books that somebody wants to read, kept in a file.
class ReadingList
  include Enumerable

  attr_reader :books

  Book = Struct.new(:title, :pages, :finished)

  def initialize(path)
    @path = path
    @books = File.exist?(path) ? load_books : []
  end

  def each(&block)
    @books.each(&block)
  end

  def add(title, pages:)
    raise ArgumentError, "a book needs pages" unless pages.positive?

    @books << Book.new(title, pages, false)
    save
  end

  def pages_left
    @books.reject(&:finished).sum { |book| book.pages }
  end

  def by_length
    @books.group_by { |book| book.pages > 300 ? :long : :short }
  end

  private

  def load_books
    JSON.parse(File.read(@path)).map { |fields| Book.new(*fields) }
  rescue JSON::ParserError => e
    warn "cannot read #{@path}: #{e.message}"
    []
  end

  def save
    File.write(@path, JSON.generate(@books.map(&:to_a)))
  end
end
