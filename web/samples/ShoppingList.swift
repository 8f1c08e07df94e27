import Foundation

struct Item: Codable, Equatable {
    let name: String
    var count: Int
    var isBought = false
}

enum ListError: Error {
    case unknownItem(String)
}

/// Keeps what is still to be bought, and saves it after every change.
final class ShoppingList {
    private(set) var items: [Item] = [] {
        didSet { save() }
    }
    private let file: URL

    init(file: URL) {
        self.file = file
        if let data = try? Data(contentsOf: file),
           let saved = try? JSONDecoder().decode([Item].self, from: data) {
            items = saved
        }
    }

    var open: [Item] {
        items.filter { !$0.isBought }.sorted { $0.name < $1.name }
    }

    func add(_ name: String, count: Int = 1) {
        guard count > 0 else { return }
        if let index = items.firstIndex(where: { $0.name == name }) {
            items[index].count += count
        } else {
            items.append(Item(name: name, count: count))
        }
    }

    func buy(_ name: String) throws {
        guard let index = items.firstIndex(where: { $0.name == name }) else {
            throw ListError.unknownItem(name)
        }
        items[index].isBought = true
    }

    private func save() {
        guard let data = try? JSONEncoder().encode(items) else { return }
        try? data.write(to: file)
    }
}
