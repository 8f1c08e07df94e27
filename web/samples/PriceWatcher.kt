import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** What a shop asks for a product at one moment. */
data class Price(val product: String, val cents: Int)

sealed interface Change {
    data class Cheaper(val product: String, val saved: Int) : Change
    data class Dearer(val product: String, val added: Int) : Change
}

class PriceWatcher(private val shop: Shop, private val pause: Long = 60_000) {
    private val latest = mutableMapOf<String, Int>()

    /** Looks at the prices again and again and tells what has changed. */
    fun changes(products: List<String>): Flow<Change> = flow {
        while (true) {
            for (product in products) {
                val price = shop.priceOf(product) ?: continue
                compare(price)?.let { emit(it) }
            }
            delay(pause)
        }
    }

    private fun compare(price: Price): Change? {
        val before = latest.put(price.product, price.cents) ?: return null
        val difference = price.cents - before
        return when {
            difference < 0 -> Change.Cheaper(price.product, -difference)
            difference > 0 -> Change.Dearer(price.product, difference)
            else -> null
        }
    }

    fun cheapest(count: Int): List<String> =
        latest.entries.sortedBy { it.value }.take(count).map { it.key }
}
