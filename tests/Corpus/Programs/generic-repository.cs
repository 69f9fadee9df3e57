var people = new Repository<PersonId, Person>();
people.Added += p => Console.WriteLine($"+ {p.Name}");
people.Add(new Person(new PersonId(2), "Noether", 1882));
people.Add(new Person(new PersonId(1), "Lovelace", 1815));
people.Add(new Person(new PersonId(3), "Turing", 1912));
try { people.Add(new Person(new PersonId(2), "Impostor", 1900)); }
catch (DuplicateKeyException<PersonId> e) { Console.WriteLine(e.Message); }
Console.WriteLine(people[new PersonId(3)]);
Console.WriteLine(string.Join(", ", people.Where(new BornBefore(1900)).Select(p => p.Name)));
Console.WriteLine(string.Join(", ", people.Where(new BornBefore(1900).And(new NameStartsWith('L'))).Select(p => p.Name)));
Console.WriteLine(people.TryRemove(new PersonId(1), out var gone) ? $"- {gone!.Name}" : "none");
Console.WriteLine(people.Count + " " + new PersonId(3).Equals((object)new PersonId(3)) + " " + (new PersonId(3) > new PersonId(2)));

interface IEntity<TKey> where TKey : struct { TKey Key { get; } }
interface ISpecification<in T> { bool IsMet(T item); }
readonly record struct PersonId(int Value) : IComparable<PersonId>
{
    public int CompareTo(PersonId other) => Value.CompareTo(other.Value);
    public static bool operator >(PersonId a, PersonId b) => a.Value > b.Value;
    public static bool operator <(PersonId a, PersonId b) => a.Value < b.Value;
}
sealed record Person(PersonId Key, string Name, int Born) : IEntity<PersonId>;
sealed class BornBefore(int year) : ISpecification<Person> { public bool IsMet(Person p) => p.Born < year; }
sealed class NameStartsWith(char c) : ISpecification<Person> { public bool IsMet(Person p) => p.Name.StartsWith(c); }
sealed class Both<T>(ISpecification<T> a, ISpecification<T> b) : ISpecification<T> { public bool IsMet(T x) => a.IsMet(x) && b.IsMet(x); }
static class Specifications { public static ISpecification<T> And<T>(this ISpecification<T> a, ISpecification<T> b) => new Both<T>(a, b); }
sealed class DuplicateKeyException<TKey>(TKey key) : Exception($"{key} exists already");
sealed class Repository<TKey, T> where TKey : struct, IComparable<TKey> where T : class, IEntity<TKey>
{
    private readonly SortedDictionary<TKey, T> _items = [];
    public event Action<T>? Added;
    public int Count => _items.Count;
    public T this[TKey key] => _items[key];
    public void Add(T item)
    {
        if (!_items.TryAdd(item.Key, item)) { throw new DuplicateKeyException<TKey>(item.Key); }
        Added?.Invoke(item);
    }
    public IEnumerable<T> Where(ISpecification<T> s) => _items.Values.Where(s.IsMet);
    public bool TryRemove(TKey key, out T? item) => _items.Remove(key, out item);
}
