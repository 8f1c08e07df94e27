from collections import deque


def shortest_path(links, start, goal):
    """The fewest steps from start to goal, or None if there is no way."""
    came_from = {start: None}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        if place == goal:
            path = []
            while place is not None:
                path.append(place)
                place = came_from[place]
            return path[::-1]
        for neighbour in links.get(place, ()):
            if neighbour not in came_from:
                came_from[neighbour] = place
                waiting.append(neighbour)
    return None


streets = {
    "station": ["square", "bridge"],
    "square": ["museum", "market"],
    "bridge": ["harbour"],
    "market": ["harbour"],
}
print(shortest_path(streets, "station", "harbour"))
