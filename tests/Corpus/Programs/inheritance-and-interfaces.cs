using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Animal[] zoo = [new Dog(), new Cat(), new Puppy()];
foreach (var a in zoo) { Console.WriteLine(a.Name + " " + a.Speak() + " " + (a is IFetch f ? f.Fetch() : "-")); }
abstract class Animal { public virtual string Name => GetType().Name; public abstract string Speak(); }
interface IFetch { string Fetch() => "default fetch"; }
class Dog : Animal, IFetch { public override string Speak() => "woof"; }
class Cat : Animal { public override string Speak() => "meow"; public override string Name => "The " + base.Name; }
sealed class Puppy : Dog { public override string Speak() => base.Speak() + "?"; }
