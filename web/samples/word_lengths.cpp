#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// Somewhere that words come from.
class Source {
public:
    virtual ~Source() = default;
    virtual bool next(std::string& word) = 0;
};

// Words of a file.
class FileSource : public Source {
public:
    explicit FileSource(const std::string& path) : file_(path) {
        if (!file_.is_open()) {
            throw std::runtime_error("cannot open " + path);
        }
    }

    bool next(std::string& word) override { return static_cast<bool>(file_ >> word); }

private:
    std::ifstream file_;
};

// How many words there are of each length.
std::map<std::size_t, int> count_lengths(Source& source) {
    std::map<std::size_t, int> counts;
    std::string word;
    while (source.next(word)) {
        ++counts[word.size()];
    }
    return counts;
}

int main(int argc, char* argv[]) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " FILE\n";
        return 1;
    }
    try {
        auto source = std::make_unique<FileSource>(argv[1]);
        const auto counts = count_lengths(*source);
        const auto longest = std::max_element(counts.begin(), counts.end());
        for (const auto& [length, count] : counts) {
            std::cout << length << ": " << count << '\n';
        }
        if (longest != counts.end()) {
            std::cout << "The longest word has " << longest->first << " letters.\n";
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
