import { splitStreet } from './street';

describe('splitting a Polish street line', () => {
  it.each([
    ['Prosta 51', 'Prosta', '51'],
    ['ul. 3 Maja 5/7 m. 12', 'ul. 3 Maja', '5/7 m. 12'],
    ['3 Maja 5', '3 Maja', '5'],
    ['Os. Tysiąclecia 15A', 'Os. Tysiąclecia', '15A'],
    ['Kraków 12', 'Kraków', '12'],
    ['os. 1000-lecia 7 lok. 3', 'os. 1000-lecia', '7 lok. 3'],
    ['al. Jana Pawła II 27', 'al. Jana Pawła II', '27'],
    ['Aleje Jerozolimskie 65/79', 'Aleje Jerozolimskie', '65/79'],
    ['Plac 1 Maja 12 A', 'Plac 1 Maja', '12 A'],
    ['Armii Krajowej 12-14', 'Armii Krajowej', '12-14'],
    ['Piotrkowska 100 m 5', 'Piotrkowska', '100 m 5'],
    ['Długa 10, m. 5', 'Długa', '10, m. 5'],
    ['Święty Marcin, 4B/16', 'Święty Marcin', '4B/16'],
    ['  Łąkowa   nr 8 ', 'Łąkowa', '8'],
    ['11 Listopada 2 mieszkanie 4', '11 Listopada', '2 mieszkanie 4'],
  ])('reads "%s"', (line, street, buildingNumber) => {
    expect(splitStreet(line)).toEqual({ street, buildingNumber });
  });

  it.each(['Prosta', '1 Maja', '51', '', 'ul. Jana Pawła II'])('finds no number in "%s"', (line) => {
    expect(splitStreet(line)).toBeNull();
  });

  it('is quick on a line that almost fits', () => {
    expect(splitStreet(`${'1 a/'.repeat(200)}!`)).toBeNull();
  });
});
